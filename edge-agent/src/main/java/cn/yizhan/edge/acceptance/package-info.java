/** The test of a whole station on site, and the sheet that says how it went. Pure. */
@NullMarked
package cn.yizhan.edge.acceptance;

import org.jspecify.annotations.NullMarked;
