"""Streamlit's options from variables such as STREAMLIT_SERVER_SSL_CERT_FILE, and from our settings.

Those of .streamlit/config.toml it reads by itself. The variables only its own command reads.
"""

import os
from typing import Any

from streamlit import config
from streamlit.config_option import ConfigOption

_TRUE = {"1", "true", "yes", "on"}


def load(own: dict[str, Any]) -> None:
    """Set the options that variables name, and those of `own`, by their dotted names."""
    given = {
        name: _parsed(os.environ[option.env_var], option)
        for name, option in config.get_config_options().items()
        if os.environ.get(option.env_var)
    }
    for name, value in {**given, **own}.items():
        config.set_option(name, value)


def _parsed(text: str, option: ConfigOption) -> Any:
    """Return the value of a variable in the type of its option."""
    if option.multiple:
        return text.split()
    if option.type is bool:
        return text.strip().lower() in _TRUE
    return option.type(text) if option.type in {int, float} else text
