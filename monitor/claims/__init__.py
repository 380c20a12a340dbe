"""Text to claims: what an article says of the parties' places in the accords. Pure, by rules over data."""

from monitor.claims.classifier import VERSION, Classifier
from monitor.claims.english.reader import English
from monitor.claims.fingerprint import fingerprint, likeness
from monitor.claims.language import register

register(English())

__all__ = ["VERSION", "Classifier", "fingerprint", "likeness"]
