/** The connection to the hub: sends the journal's records in order and takes orders. */
@NullMarked
package cn.yizhan.edge.uplink;

import org.jspecify.annotations.NullMarked;
