// The editor's few words in German. It asks `gettext` while it is loading, so this comes before it.
{
  const words = {
    "Cancel": "Abbrechen", "Update": "Übernehmen", "Insert": "Einfügen", "Edit Link": "Link bearbeiten",
    "URL": "Adresse", "Title": "Titel", "Rows": "Zeilen", "Columns": "Spalten",
    "Include header row": "Mit Kopfzeile", "Table Properties": "Tabelle einfügen", "Insert Table": "Einfügen",
    "Toggle fullscreen": "Ganzes Fenster",
  };
  const before = window.gettext;
  window.gettext = (text) => words[text] ?? (before ? before(text) : text);
}
