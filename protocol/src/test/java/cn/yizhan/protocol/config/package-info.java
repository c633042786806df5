@NullMarked
package cn.yizhan.protocol.config;

import org.jspecify.annotations.NullMarked;
