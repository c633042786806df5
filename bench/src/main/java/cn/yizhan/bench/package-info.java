@NullMarked
package cn.yizhan.bench;

import org.jspecify.annotations.NullMarked;
