"""Which addresses are public, in every form in which one can be written or carried."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.guard import AddressGuard, is_public

INWARDS = {
    "loopback": "127.0.0.1",
    "private, class A": "10.1.2.3",
    "private, class B": "172.16.0.1",
    "private, class C": "192.168.1.1",
    "link-local": "169.254.1.1",
    "metadata of most clouds": "169.254.169.254",
    "metadata of Alibaba, in shared space": "100.100.100.200",
    "metadata of Oracle": "192.0.0.192",
    "metadata of Azure, on a public address": "168.63.129.16",
    "carrier-grade NAT": "100.64.0.1",
    "this network": "0.0.0.0",
    "this network, elsewhere": "0.1.2.3",
    "documentation": "192.0.2.1",
    "benchmarks": "198.18.0.1",
    "relay of 6to4": "192.88.99.1",
    "multicast": "224.0.0.1",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "IPv6 loopback": "::1",
    "IPv6 unspecified": "::",
    "IPv6 link-local": "fe80::1",
    "IPv6 link-local with a zone": "fe80::1%eth0",
    "IPv6 site-local": "fec0::1",
    "IPv6 unique local": "fc00::1",
    "metadata of AWS by IPv6": "fd00:ec2::254",
    "IPv6 multicast": "ff02::1",
    "IPv6 documentation": "2001:db8::1",
    "IPv6 documentation, the later range": "3fff::1",
    "IPv6 discard": "100::1",
    "IPv6 not assigned": "4000::1",
    "segment routing": "5f00::1",
    "mapped": "::ffff:10.0.0.1",
    "mapped loopback": "::ffff:127.0.0.1",
    "compatible": "::10.0.0.1",
    "translated": "::ffff:0:10.0.0.1",
    "NAT64": "64:ff9b::10.0.0.1",
    "NAT64 to metadata": "64:ff9b::169.254.169.254",
    "NAT64 within one network": "64:ff9b:1::8.8.8.8",
    "6to4": "2002:a00:1::",
    "6to4 to metadata": "2002:a9fe:a9fe::1",
    "Teredo": "2001:0:a00:1::",
    "Teredo to a public server": "2001:0:808:808::f7f7:f7f7",
    "ISATAP": "2600::5efe:10.0.0.1",
    "ISATAP, universal": "2600::200:5efe:10.0.0.1",
    "ISATAP, link-local": "fe80::5efe:8.8.8.8",
    "ORCHID": "2001:20::1",
}


@pytest.mark.parametrize("name", INWARDS)
def test_what_leads_inwards_is_refused(name):
    assert not is_public(ip_address(INWARDS[name]))


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450::1", "64:ff9b::808:808",
     "2002:808:808::1", "2600::5efe:8.8.8.8", "2606:4700::1111%eth0"],
)  # fmt: skip
def test_what_leads_outwards_is_let_through(address):
    assert AddressGuard().allows("a.example", ip_address(address))


PRIVATE = st.sampled_from(["10.0.0.0", "127.0.0.0", "169.254.0.0", "192.168.0.0", "100.64.0.0"])


@given(PRIVATE, st.integers(0, 65_535))
def test_no_form_carries_a_private_address(network, host):
    address = int(IPv4Address(network)) + host
    prefixes = (
        0,
        0xFFFF << 32,
        0xFFFF << 48,
        0x0064FF9B << 96,
        (0x2600 << 112) | (0x5EFE << 32),
    )
    for carried in prefixes:
        assert not is_public(IPv6Address(carried | address))
    assert not is_public(IPv6Address((0x2002 << 112) | (address << 80) | 1))


def test_configuration_allows_hosts_addresses_and_networks():
    guard = AddressGuard(["Intranet.Example", "10.0.0.0/8", "fd00::/8", "127.0.0.1"])
    assert guard.allows("intranet.example", ip_address("192.168.0.1"))
    assert guard.allows("a.example", ip_address("10.1.1.1"))
    assert guard.allows("a.example", ip_address("fd00::1"))
    assert guard.allows("a.example", ip_address("127.0.0.1"))
    assert not guard.allows("a.example", ip_address("127.0.0.2"))
    assert not guard.allows("a.example", ip_address("::ffff:10.1.1.1"))
