"""Packages of hours: bought, ordered from, drawn on, made good.

package         a package, its rebates and its windows   account         what is left of it on a day
selection       which package a piece of work draws on   drawing         quarters drawn, 34 % in 30 days
orders          an order of hours, its binding day       open_orders     what orders hold back
news            when a package is worth a letter         compensation    what is due when we were late

May import ``domain.tariff``, ``calendar``, ``deadlines``, ``found``, ``policy`` and ``terms``.
"""
