/** Messages: papers that end too early. */
export const zhExpiring = {
  expiring: {
    filter: '筛选',
    hint: '已提交申报的佐证材料中，已过期或在项目结束后 %{days} 天内到期的。只作提示，是否认可由专家判断。',
    supplier: '企业名称或编码',
    days: '项目结束后天数',
    reset: '恢复默认',
    list: '到期材料 %{count} 份',
    end: '计划结束时间 %{end}',
    noEnd: '项目尚未安排结束时间，自现在起计算。',
    workbook: '导出表格',
    counts: '按企业汇总（%{count} 家）',
    daysLeft: '剩余天数',
    lots: '涉及品规',
    file: '材料',
    none: '没有已过期或即将到期的材料。企业提交申报后按其填写的有效期显示。',
  },
}

export const zhExpiringPages = {
  expiringPapers: { title: '到期材料', hint: '佐证材料与资质的有效期不足的，按企业、品规、指标查看。' },
}

export const zhExpiringFigures = { expiringPapers: '即将到期或已过期的材料' }

export const zhExpiringTodos = { renewPapers: '更新即将到期或已过期的材料（%{count} 份）' }

export const zhExpiringConsequences = { renewPapers: '申报截止后不能再更换材料，过期材料可能不被认可。' }
