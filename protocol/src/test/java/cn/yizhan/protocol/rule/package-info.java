@NullMarked
package cn.yizhan.protocol.rule;

import org.jspecify.annotations.NullMarked;
