package cn.yizhan.bench;

import cn.yizhan.protocol.conventions.ModuleConventions;

class BenchConventionsTest extends ModuleConventions {}
