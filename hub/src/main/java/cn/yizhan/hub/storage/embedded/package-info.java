/** A PostgreSQL server of the hub's own, kept under its data directory. All methods block. */
@NullMarked
package cn.yizhan.hub.storage.embedded;

import org.jspecify.annotations.NullMarked;
