package cn.yizhan.dashboards;

import cn.yizhan.protocol.conventions.ModuleConventions;

class DashboardsConventionsTest extends ModuleConventions {}
