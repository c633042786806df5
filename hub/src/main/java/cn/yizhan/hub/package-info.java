@NullMarked
package cn.yizhan.hub;

import org.jspecify.annotations.NullMarked;
