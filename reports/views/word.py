"""/<authority>/dokumente/word/<paper>/: a Sitzungsvorlage to go on writing in Word."""

import io

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views import View

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.documents.models.issued_document import stem_of
from integration_portal.documents.rules import can_issue

from ..recipes.council_paper import CouncilPaperRecipe
from ..word import council_paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class PaperInWord(AuthorityMixin, View):
    """As the paper stands now. It is not issued: what the council is shown stays the PDF."""

    rules = (can_issue,)

    def get(self, request: HttpRequest, **kwargs) -> FileResponse:
        recipe = CouncilPaperRecipe()
        papers = recipe.subjects(self.authority, request.user)
        paper = get_object_or_404(papers, pk=kwargs["pk"])
        data = recipe.data(paper, {})
        document = council_paper.write(
            recipe.context(data),
            title=recipe.title(paper),
            draft=recipe.draft(paper),
            files=recipe.files(data),
        )
        file = io.BytesIO()
        document.save(file)
        file.seek(0)
        name = f"{stem_of(recipe.title(paper)) or recipe.kind}.docx"
        answer = FileResponse(file, as_attachment=True, filename=name, content_type=DOCX)
        answer["Cache-Control"] = "private, no-store"
        return answer
