/** Notifications on their way to street offices: signed, guarded, tried until delivered. */
@NullMarked
package cn.yizhan.hub.notify;

import org.jspecify.annotations.NullMarked;
