"""Text to claims: what an article says of the parties' places in the accords. Pure, by rules over data."""

from monitor.claims.classifier import VERSION, Classifier
from monitor.claims.fingerprint import fingerprint, likeness

__all__ = ["VERSION", "Classifier", "fingerprint", "likeness"]
