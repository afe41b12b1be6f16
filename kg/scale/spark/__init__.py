"""The same build on a Spark cluster: documents are read wherever there is room, identity and events are settled by key.

The graph is that of one machine, claim for claim and IRI for IRI, whatever the number of machines, the cuts of the
input and the executors that die on the way.
"""

from kg.scale.spark.build import build
from kg.scale.spark.output import FORMATS
from kg.scale.spark.session import start

__all__ = ["FORMATS", "build", "start"]
