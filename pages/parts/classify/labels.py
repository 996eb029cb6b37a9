"""Labels of the agency in use for the line of the case: each with its verdict and its parts."""

from markupsafe import Markup

from her2core.guidance import load_guidance
from her2core.guidance.options import split_applications
from her2core.guidance.wording import answer_for, regimen_name, say_what_is_collected
from her2core.labels import label
from her2core.language import _
from her2core.status.assessment import Assessment
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import bullets, show, stack
from pages.parts.shared.session import session


def draw_labels(assessment: Assessment) -> None:
    """Draw each label for the line of the case against it; without a line there is none to show."""
    setting, agency = assessment.setting, session().filters.agency
    if setting is None:
        return
    held = [each for each in load_guidance().approvals if each.region is agency and setting in each.setting]
    approvals, applications = split_applications(held)
    texts = [
        Markup("<strong>{}</strong>: {}").format(regimen_name(each), answer_for(each, assessment))
        for each in (*approvals, *applications)
    ]
    body = (
        bullets(texts) if texts else _("No approval by {agency} is collected here for this line.", agency=label(agency))
    )
    title = _("Labels of {agency}, {line}", agency=label(agency), line=label(setting))
    with drawer("labels", title) as is_open:
        if is_open:
            show(stack([body, say_what_is_collected(load_guidance())]))
