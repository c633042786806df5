package cn.yizhan.edge.journal;

import cn.yizhan.protocol.message.Lost;
import java.util.List;

/**
 * What was found in a journal's files.
 *
 * @param records whole records, of the files looked through: at a start only the last of each lane
 * @param damages stretches of files that are no record
 * @param lost accepted records that are gone and had not been declared before
 */
public record Recovery(long records, List<Damage> damages, List<Lost> lost) {}
