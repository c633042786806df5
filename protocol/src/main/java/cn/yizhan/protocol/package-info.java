@NullMarked
package cn.yizhan.protocol;

import org.jspecify.annotations.NullMarked;
