/**
 * What a person on site sees of the agent: a page on the loopback address. Everything but {@link
 * cn.yizhan.edge.status.StatusServer} and {@link cn.yizhan.edge.status.RecentTrouble} only
 * computes.
 */
@NullMarked
package cn.yizhan.edge.status;

import org.jspecify.annotations.NullMarked;
