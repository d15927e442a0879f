"""What a browser sends for the pages of measures."""

from django.urls import reverse


def url(name, measure, *more):
    return reverse(f"measures:{name}", args=[measure.edition.authority.slug, measure.pk, *more])


def form_data(response, **changes):
    """What a browser would send for the page as it was drawn, with changes."""
    form = response.context["form"]
    data = {}
    for part in (form, *(formset for formset in form.formsets.values())):
        fields = [part] if part is form else [part.management_form, *part.forms]
        for each in fields:
            for bound in each:
                value = bound.value()
                if isinstance(value, bool):
                    value = "on" if value else None
                if value not in (None, ""):  # a file that is not there is sent as nothing
                    data[bound.html_name] = value
    return data | token_of(response) | changes


def token_of(response) -> dict[str, str]:
    token = str(response.context["page_token"])
    return {token.split('name="')[1].split('"')[0]: token.split('value="')[1].split('"')[0]}


def save(client, address, **changes):
    return client.post(address, form_data(client.get(address), **changes))
