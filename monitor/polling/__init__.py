"""What polling decides: when, how, and what to remember. Pure: values and ``now`` in, values with a reason out."""
