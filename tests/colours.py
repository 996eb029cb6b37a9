"""How well one colour is read on another."""

import re


def contrast(one: str, other: str) -> float:
    """Compute the contrast of two colours, each "#rrggbb" or "rgb(r, g, b)", as WCAG 2 does."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Compute how light a colour is, from 0 to 1, as WCAG 2 does."""
    if colour.startswith("#"):
        channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    else:
        channels = [int(each) / 255 for each in re.findall(r"\d+", colour)[:3]]
    linear = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
