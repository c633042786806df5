/** What holds in every module, checked by one small subclass in each. */
@NullMarked
package cn.yizhan.protocol.conventions;

import org.jspecify.annotations.NullMarked;
