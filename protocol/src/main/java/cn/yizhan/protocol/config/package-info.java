/** What makes a desired configuration one that can be: the same answer at the hub and the agent. */
@NullMarked
package cn.yizhan.protocol.config;

import org.jspecify.annotations.NullMarked;
