/**
 * What the agent has accepted and the hub has not yet: two ordered lanes of records on disk. Plain
 * files, no Vert.x; everything but {@link cn.yizhan.edge.journal.AsyncJournal} blocks.
 */
@NullMarked
package cn.yizhan.edge.journal;

import org.jspecify.annotations.NullMarked;
