"""What an hour costs: tariff bands, rates, rounding, travel.

bands           the tariff band of every minute          rounding        started quarters, per band or as a whole
topics          what a piece of work is about            rates           the price of an hour, and which rate applies
work, visits    remote work, work at the customer's      package_hours   whether a package may be used at this hour
implementation  the price list of an implementation      late_work       work told after its month was billed
travel          kilometres and time on the road          money           grosze, net, VAT, gross

May import ``domain.calendar``, ``found``, ``policy`` and ``terms``; knows no package, month or payer.
"""
