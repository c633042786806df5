@NullMarked
package cn.yizhan.edge.acceptance;

import org.jspecify.annotations.NullMarked;
