/** Messages: verb, verbName. */
export const zhVerbs = {
  verb: {
    createTender: {
      label: '新建采购项目',
      review: '将建立新的采购项目及其品规与各阶段。演练标记建立后不可更改。',
    },
    publishRulePack: {
      label: '发布规则包',
      review: '发布后不可更改，只能发布新版本。',
    },
    planStages: {
      label: '安排时间',
      review: '记录各阶段的开放与截止时间，各方立即可见。',
    },
    advanceStage: {
      label: '推进阶段',
      review: '当前阶段将结束，不能退回。将记录以下内容：',
    },
    advanceClock: {
      label: '推进演练时间',
      review: '仅演练项目：项目时间向前推进，不能倒退。',
    },
    publishDocuments: {
      label: '发布采购文件',
      review: '发布后立即公开并计算摘要，不能撤回。',
    },
    freezeDemand: {
      label: '冻结需求',
      review: '需求将固定为带摘要的快照，此后任何人不能修改。',
    },
    setPriceCeilings: {
      label: '核定限价',
      review: '记录各品规的市场调查价，并据此核定最高申报限价。',
    },
    cancelJob: {
      label: '取消任务',
      review: '任务将停止，已完成的部分不会留下半个结果。',
    },
    retryJob: {
      label: '重试任务',
      review: '任务将从未完成的部分继续。',
    },
    importUsers: {
      label: '新增用户',
      review: '新增一个可以登录的用户。',
    },
    importHospitals: {
      label: '导入医疗机构',
      review: '导入医疗机构。',
    },
    importSuppliers: {
      label: '导入生产企业',
      review: '导入生产企业。',
    },
    importDistributors: {
      label: '导入配送企业',
      review: '导入配送企业。',
    },
    importExperts: {
      label: '导入专家',
      review: '导入专家库。',
    },
    changePassword: {
      label: '修改密码',
      review: '修改登录密码。',
    },
    reportDemand: {
      label: '保存草稿',
      review: '保存整份报表的草稿。',
    },
    submitDemand: {
      label: '提交需求',
      review: '提交后由市医保局审核，退回前不能修改。',
    },
    reviewDemand: {
      label: '审核需求',
      review: '审核结论将记录并通知医疗机构。',
    },
    setCityDefaults: {
      label: '保存默认企业',
      review: '本市未作选择的医疗机构将由默认企业供应。',
    },
    chooseSuppliers: {
      label: '提交选择',
      review: '按所列次序记录选择；窗口期内可以更改。',
    },
    chooseDistributors: {
      label: '提交配送选择',
      review: '记录各企业的配送企业。',
    },
    confirmVolumes: {
      label: '确认量',
      review: '确认后将据此生成三方协议。',
    },
    nameDistributors: {
      label: '指定配送企业',
      review: '为所选地市记录配送企业。',
    },
    generateContracts: {
      label: '生成协议',
      review: '按已采用的分量与配送关系生成全部三方协议。',
    },
    signContracts: {
      label: '签署',
      review: '签署具有法律效力，将记录签署人、时间与协议摘要。',
    },
    runAllocation: {
      label: '计算分量',
      review: '按已冻结的需求、中选结果与选择计算一个方案，可多次计算比较。',
    },
    adoptAllocation: {
      label: '采用此方案',
      review: '采用后即为约定采购量，其他方案不再生效。',
    },
    declareLots: {
      label: '保存申报品规',
      review: '记录申报的品规与年供应能力。',
    },
    answerIndicators: {
      label: '保存指标回答',
      review: '记录指标回答。',
    },
    submitDeclarations: {
      label: '提交申报',
      review: '提交后资料将交专家评审；截止前可以撤回，也可以修改后再次提交。',
    },
    declareConflict: {
      label: '登记回避',
      review: '该专家将不参与相关评审。',
    },
    declareRecusal: {
      label: '申请回避',
      review: '您将不再评审所列企业；已评的表将作废并由他人重评。',
    },
    prepareDraw: {
      label: '准备抽取',
      review: '记录分组、名额与专家库；有任职、亲属、持股关系的专家随即回避。您将是两名通知人之一。',
    },
    contributeEntropy: {
      label: '提交承诺',
      review: '只发送随机数的摘要；请妥善保存下载的文件，公开时需要。',
    },
    freezeDraw: {
      label: '冻结名单',
      review: '名单、名额、回避与随机数承诺将固定，之后只能公开随机数。',
    },
    revealEntropy: {
      label: '公开随机数',
      review: '随机数将公开并与承诺核对。',
    },
    drawExperts: {
      label: '抽取专家',
      review: '按公布的算法一次抽取，不会重抽。',
    },
    replaceExpert: {
      label: '替换专家',
      review: '该专家的评审表作废，由下一名候补专家重评。',
    },
    assignReview: {
      label: '分派评审',
      review: '为每个评审对象分派两名互不知情的专家。',
    },
    submitScores: {
      label: '提交评分',
      review: '提交后不能修改。',
    },
    freezeScores: {
      label: '冻结分数',
      review: '分数将固定并计算摘要；如有分歧将先交第三名专家复审。',
    },
    openPriceRound: {
      label: '建立报价轮次',
      review: '建立后由开标人员登记密钥。',
    },
    preparePolicy: {
      label: '固定开标规则',
      review: '固定规则文本与密钥，由全部开标人员签署后开放报价。',
    },
    submitBid: {
      label: '密封报价',
      review: '报价将在本机加密后提交，平台与任何个人在开标前均无法读取。截止前可以替换或撤回。',
    },
    withdrawBid: {
      label: '撤回',
      review: '撤回后该申报没有有效报价，截止前可以重新密封。',
    },
    closePriceRound: {
      label: '截止报价',
      review: '报价轮次关闭，固定有效报价清单。',
    },
    openBids: {
      label: '开标',
      review: '开标人员与平台共同解密，全部报价一次开启并生成记录。',
    },
    computeShortlist: {
      label: '计算入围',
      review: '按公布的公式计算综合得分与名次。',
    },
    publishNotice: {
      label: '发布公示',
      review: '发布后立即公开，公示期内可提出异议。',
    },
    raiseObjection: {
      label: '提出异议',
      review: '异议将记录并暂停公示计时，联采办 3 日内答复。',
    },
    answerObjection: {
      label: '答复异议',
      review: '答复将通知企业并恢复计时。',
    },
    proposeAwards: {
      label: '提出拟中选',
      review: '按名次、限额与价格约束提出拟中选结果。',
    },
    finaliseAwards: {
      label: '确定中选',
      review: '公示期满且异议均已答复，中选结果将确定。',
    },
  },
  verbName: {
    signPolicy: '签署开标规则',
    publishOpening: '公布开标结果',
    refuseLateBid: '拒收逾期报价',
    submitShares: '提交解密份额',
    createTender: '新建采购项目',
    saveRulePackDraft: '保存规则包草稿',
    publishRulePack: '发布规则包',
    dryRunRulePack: '试算规则包',
    planStages: '安排时间',
    advanceStage: '推进阶段',
    advanceClock: '推进演练时间',
    publishDocuments: '发布采购文件',
    freezeDemand: '冻结需求',
    setPriceCeilings: '核定限价',
    cancelJob: '取消任务',
    retryJob: '重试任务',
    importUsers: '新增用户',
    importHospitals: '导入医疗机构',
    importSuppliers: '导入生产企业',
    importDistributors: '导入配送企业',
    importExperts: '导入专家',
    changePassword: '修改密码',
    reportDemand: '保存草稿',
    submitDemand: '提交需求',
    reviewDemand: '审核需求',
    setCityDefaults: '保存默认企业',
    chooseSuppliers: '提交选择',
    chooseDistributors: '提交配送选择',
    confirmVolumes: '确认量',
    nameDistributors: '指定配送企业',
    generateContracts: '生成协议',
    signContracts: '签署',
    runAllocation: '计算分量',
    adoptAllocation: '采用此方案',
    declareLots: '保存申报品规',
    answerIndicators: '保存指标回答',
    submitDeclarations: '提交申报',
    declareConflict: '登记回避',
    declareRecusal: '申请回避',
    witnessDraw: '见证抽取',
    prepareDraw: '准备抽取',
    contributeEntropy: '提交承诺',
    freezeDraw: '冻结名单',
    revealEntropy: '公开随机数',
    drawExperts: '抽取专家',
    replaceExpert: '替换专家',
    assignReview: '分派评审',
    submitScores: '提交评分',
    freezeScores: '冻结分数',
    openPriceRound: '建立报价轮次',
    preparePolicy: '固定开标规则',
    submitBid: '密封报价',
    withdrawBid: '撤回',
    closePriceRound: '截止报价',
    openBids: '开标',
    computeShortlist: '计算入围',
    publishNotice: '发布公示',
    raiseObjection: '提出异议',
    answerObjection: '答复异议',
    proposeAwards: '提出拟中选',
    finaliseAwards: '确定中选',
    login: '登录',
    logout: '退出登录',
  },
}
