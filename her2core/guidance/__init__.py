"""What is approved and what guidelines say: by agency and guideline, tier and line."""

from her2core.guidance.eligibility import covers, eligibility
from her2core.guidance.label_check import LabelCheck, check_label
from her2core.guidance.loading import Guidance, load_guidance
from her2core.guidance.models import Approval, Position

__all__ = ["Approval", "Guidance", "LabelCheck", "Position", "check_label", "covers", "eligibility", "load_guidance"]
