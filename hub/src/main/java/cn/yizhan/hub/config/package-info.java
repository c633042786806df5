/** What the hub is told at its start: read once, checked together. */
@NullMarked
package cn.yizhan.hub.config;

import org.jspecify.annotations.NullMarked;
