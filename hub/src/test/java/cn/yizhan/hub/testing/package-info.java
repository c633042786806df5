/** What integration tests share: a migrated database, waiting, stations. */
@NullMarked
package cn.yizhan.hub.testing;

import org.jspecify.annotations.NullMarked;
