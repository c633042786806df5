/**
 * What each kind of channel makes of a message, and how it reads the answer. Only computes: time is
 * passed in, nothing is sent from here.
 */
@NullMarked
package cn.yizhan.hub.notify.channel;

import org.jspecify.annotations.NullMarked;
