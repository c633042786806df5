@NullMarked
package cn.yizhan.protocol.point;

import org.jspecify.annotations.NullMarked;
