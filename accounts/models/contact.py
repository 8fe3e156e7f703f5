"""How a telephone number and a ZIP code are written, wherever one is typed."""

from django.core.validators import RegexValidator

PHONE = RegexValidator(
    r"^[+]?(?:[ ()./-]*[0-9]){7,15}[ )]*(?:,? ?(?:x|ext[.]?|extension) ?[0-9]{1,6})?$",
    "Enter a phone number with its area code, such as 925-555-0117 or 925-555-0117 ext. 12.",
)
ZIP_CODE = RegexValidator(r"^[0-9]{5}(?:-[0-9]{4})?$", "Enter a ZIP code of five digits, or five and four: 94553-1234.")
