/** What the families of hardware that say values by name have in common: tables, units, places. */
@NullMarked
package cn.yizhan.edge.mapping.vendor;

import org.jspecify.annotations.NullMarked;
