@NullMarked
package cn.yizhan.protocol.codec;

import org.jspecify.annotations.NullMarked;
