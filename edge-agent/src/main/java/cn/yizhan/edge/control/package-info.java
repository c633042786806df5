/** How somebody on site tells a running agent what to do: a socket that only its user may open. */
@NullMarked
package cn.yizhan.edge.control;

import org.jspecify.annotations.NullMarked;
