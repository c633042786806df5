/** What is promised of the whole hub, tried on hubs in processes of their own. */
@NullMarked
package cn.yizhan.hub.proof;

import org.jspecify.annotations.NullMarked;
