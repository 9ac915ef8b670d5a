"""Writing a letter loads neither the network's libraries nor anybody else's."""

import subprocess
import sys

import pytest

LETTER = ("letter", "letter_text", "letter_html", "draft", "draft_opening", "recipients", "mail_server", "login")


@pytest.mark.parametrize("module", LETTER)
def test_a_letter_is_written_with_the_standard_library_and_without_a_network(module: str) -> None:
    code = (
        f"import sys, se7_excel.outgoing.{module};"
        "foreign = {name.split('.')[0] for name in sys.modules} - set(sys.stdlib_module_names) - {'se7_excel', '__main__'};"
        "print(sorted(name for name in foreign if not name.startswith(('_', 'sitecustomize', 'usercustomize'))));"
        "print([name for name in ('ssl', 'smtplib', 'keyring', 'asyncio', 'http') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[1] == "[]"
    assert ran.stdout.split("\n")[0] == "[]"
