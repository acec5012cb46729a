# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""What an owning container keeps in a node; what is no node is shown as it is."""

from . import cpp

MEMBERS = {  # of the nodes, by the name of their class
    "cds::container::details::set_item::node_type": "m_Value",
    "cds::container::details::map_item::node_type": "m_Data",
    "cds::container::details::owning_node": "m_value",
}


def owner(t):
    return cpp.base_named(t, MEMBERS)


def content(item):
    """The value or the pair in a node."""
    node = owner(item.type)
    return item if node is None else item.cast(node)[MEMBERS[cpp.name_of(node)]]


def is_pair(item):
    """Whether it is the node of a map."""
    node = owner(item.type)
    return node is not None and MEMBERS[cpp.name_of(node)] == "m_Data"
