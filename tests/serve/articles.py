"""Two short articles that disagree on a figure, and between them hold what the example queries ask for."""

ONE = """Ghent, May 3, 2021 - The Ghent Innovation Bureau, headed by its director Ann Peeters, has news. In 2020 \
Ghent filed 1,200 patent applications.

Ghent ranked 12th in the Global Innovation Index in 2020, up from 15th in 2019.

"We want every inventor to have a lawyer," said Ann Peeters, director of the Ghent Innovation Bureau.

The Ghent Innovation Bureau will open an office in Antwerp next year, Peeters said.

Ann Peeters, mayor of Ghent, met Tom Claes, chairman of Lumera NV.
"""
TWO = """Brussels, June 7, 2021 - Ghent filed 1,350 patent applications in 2020, according to the Belgian Office for \
Intellectual Property.

"Ghent is well ahead of us," said Tom Claes, mayor of Antwerp. Antwerp plans to hire 40 examiners.
"""
