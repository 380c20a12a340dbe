"""Forms made from the core's own dataclasses, so that a number is named and described in one place."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any, TypeVar, get_type_hints

from pydantic import Field, create_model

from config.numbers import within
from config.toml import Form
from monitor.model.ranges import range_in

ValueT = TypeVar("ValueT")


def form_of(kind: type[Any]) -> type[Form]:
    """A form with the fields and defaults of the dataclass ``kind``; unknown keys are errors.

    A nested dataclass becomes a nested form, and the range of a number is checked.
    """
    hints = get_type_hints(kind, include_extras=True)
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        hint = hints[field.name]
        if isinstance(hint, type) and dataclasses.is_dataclass(hint):
            nested = form_of(hint)
            fields[field.name] = (nested, Field(default_factory=nested))
        else:
            span = range_in(hint)
            fields[field.name] = (Annotated[hint, within(span)] if span else hint, _default(field))
    return create_model(f"{kind.__name__}Form", __base__=Form, **fields)


def from_form(kind: type[ValueT], form: Form) -> ValueT:
    """The dataclass ``kind`` with the values of ``form``."""
    values = {name: getattr(form, name) for name in type(form).model_fields}
    hints = get_type_hints(kind)
    return kind(
        **{
            name: from_form(hints[name], value) if isinstance(value, Form) else value
            for name, value in values.items()
        }
    )


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else ...
