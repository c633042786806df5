@NullMarked
package cn.yizhan.protocol.message;

import org.jspecify.annotations.NullMarked;
