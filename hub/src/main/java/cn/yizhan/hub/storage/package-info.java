/** PostgreSQL: the only package that speaks SQL. */
@NullMarked
package cn.yizhan.hub.storage;

import org.jspecify.annotations.NullMarked;
