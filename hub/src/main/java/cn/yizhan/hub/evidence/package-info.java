/** Photos that show what was found on site, without what they say beside the picture. */
@NullMarked
package cn.yizhan.hub.evidence;

import org.jspecify.annotations.NullMarked;
