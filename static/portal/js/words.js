// The editor's few words in German. It asks `gettext` while it is loading, so this comes before it.
{
  const words = {
    "Cancel": "Abbrechen", "Update": "Übernehmen", "Insert": "Einfügen", "Edit Link": "Link bearbeiten",
    "URL": "Adresse", "Title": "Titel", "Rows": "Zeilen", "Columns": "Spalten",
    "Include header row": "Mit Kopfzeile", "Table Properties": "Tabelle einfügen", "Insert Table": "Einfügen",
    "List properties": "Einstellungen der Liste", "List type": "Art der Nummern", "Start at": "Beginnt mit",
    "Decimal numbers": "Zahlen", "Lowercase letters": "kleine Buchstaben", "Uppercase letters": "große Buchstaben",
    "Lowercase Roman numerals": "kleine römische Zahlen", "Uppercase Roman numerals": "große römische Zahlen",
    "Bullets": "Punkte", "Toggle fullscreen": "Ganzes Fenster",
  };
  const before = window.gettext;
  window.gettext = (text) => words[text] ?? (before ? before(text) : text);
}
