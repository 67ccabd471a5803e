/**
 * The fields of a rule pack in the order of the form, one a line: path | name zh | name en | unit | source (L statute,
 * A analogue, D default) | article | meaning zh | meaning en. A star stands for the code of an entry.
 */
export const RULE_FIELD_ROWS = `
schema|格式|format||D||规则包文件的格式编号。|Number of the file format.
version|版本|version||D||发布后不可修改，变更即新版本。|Fixed once published; a change is a new version.
name|名称|name||D||规则包的中英文名称。|Name of the pack in both languages.
stages.order|阶段顺序|order of stages||D||各阶段先后次序，样品评审和第二轮报价可以不设。|What comes after what; samples and round 2 may be left out.
stages.clocks.bidDays|文件发布至截止|documents to bid deadline|day|L|招标投标法 24|自采购文件发布之日起至报价截止，不得少于 20 日。|From publishing the documents to the deadline for bids, at least 20 days.
stages.clocks.amendmentDays|变更后剩余时间|time left after a change|day|L|招标投标法 23|变更采购文件或规则后至截止不足 15 日的，截止时间顺延。|A change closer to the deadline than this moves the deadline.
stages.clocks.noticeDays|公示期|length of a notice|day|L|实施条例 54|公示不得少于 3 日，异议处理期间暂停计时。|At least 3 days; paused while an objection is open.
stages.clocks.objectionDays|异议答复期限|answer to an objection|day|L|实施条例 54|收到异议之日起 3 日内答复。|Within 3 days.
stages.clocks.contractDays|签约期限|award to contract|day|L|招标投标法 46|自中选通知之日起 30 日内签订协议。|Within 30 days of the award.
stages.clocks.complaintDays|投诉期限|complaint|day|L|实施条例 60|自知道或应当知道之日起 10 日内可以投诉。|Within 10 days from when the matter was or should have been known.
stages.clocks.questionDays|提问截止|questions end before the deadline|day|L|实施条例 22|报价截止前该日数停止提问，不得早于截止前 10 日。|Questions end so many days before the deadline for bids, at most 10.
indicators|评审指标|indicators||D||共 14 项，其中质量类 10 项，满分合计 100 分。|14 indicators, 10 about quality, 100 points in all.
indicators.*|评审指标|indicator||D||一项评审指标。|One indicator.
indicators.*.code|编码|code||D||指标编码，规则包内唯一。|Unique in the pack.
indicators.*.name|名称|name||D||指标的中英文名称。|Name in both languages.
indicators.*.points|满分|points|point|D||该项指标的满分。|The most this indicator gives.
indicators.*.level|层级|level||D||按企业、品种或品规评一次，结果在其全部申报中共用。|Judged once per company, variety or spec and used in all its declarations.
indicators.*.quality|质量类|about quality||D||是否属于 10 项质量类指标。|One of the 10 about quality.
indicators.*.objective|客观指标|objective||D||客观指标由规则先行计分，专家确认；主观指标由专家组评定。|The rule proposes and experts confirm; a subjective one is judged by a panel.
indicators.*.specialty|评审专业|specialty||D||由哪个专业组的专家评审；不填为任一专家。|Which stratum judges it; empty: any drawn expert.
indicators.*.rule|计分规则|rule||D||回答如何折算为建议得分。|How an answer becomes a proposed score.
indicators.*.rule.type|规则类型|type of rule||D||是非、分档、线性、扣分、排名或专家评定。|Yes or no, tiers, linear, deduction, rank or expert.
indicators.*.rule.unit|计量单位|unit of the answer||D||企业填报数值的单位。|What the supplier states.
indicators.*.rule.from|零分值|value for no points||D||达到该值得 0 分。|This value gives 0 points.
indicators.*.rule.to|满分值|value for full points||D||达到该值得满分，其间按直线计算。|This value gives all points, straight between.
indicators.*.rule.perUnit|每项扣分|deduction for each|point|D||每发生一项扣除的分数，扣完为止。|Taken off for each case, down to 0.
indicators.*.rule.tiers|档次|tiers||D||最高一档应等于满分。|The best tier gives all points.
indicators.*.rule.tiers.*|档次|tier||D||一个档次。|One tier.
indicators.*.rule.tiers.*.code|档次编码|code of the tier||D||指标内唯一。|Unique in the indicator.
indicators.*.rule.tiers.*.name|档次名称|name of the tier||D||档次的中英文名称。|Name in both languages.
indicators.*.rule.tiers.*.points|档次得分|points of the tier|point|D||选择该档次的得分。|What this tier gives.
indicators.*.evidence|证明材料|evidence||D||要求企业上传的材料；不填为不要求。|What the supplier hands in; empty: none.
review.expertsPerItem|每项专家数|experts per item|person|D||每项由两名专家背对背评分。|Two blind experts per item.
review.arbitrationPercent|分差裁定线|threshold for a third expert|%|D||两名专家分差超过满分的该比例，由第三名专家裁定。|Scores further apart than this share of the points go to a third expert.
review.reasonPercent|说明理由线|threshold for a reason|%|D||偏离平均分超过满分的该比例须书面说明。|A score further from the mean than this needs a written reason.
review.panelSize|主观项专家组人数|panel for subjective items|person|D||5 或 7 人，去掉一个最高分和一个最低分后取平均；0 为不设专家组。|5 or 7, highest and lowest dropped, then the mean; 0: no panel.
review.rereview|复审范围|re-review||D||企业看到得分后由其他专家复审的范围。|What other experts judge anew after suppliers saw their scores.
review.clarificationDays|澄清期限|time to clarify|day|D||企业自得分公布起可以提出澄清的天数。|Days in which a supplier may contest its scores.
review.drawnTotal|抽取专家总数|experts drawn|person|D||等于各专业组名额之和。|The quotas of the strata add up to it.
review.strata|专业组|strata||D||抽取时的专业分组。|Specialties of the draw.
review.strata.*|专业组|stratum||D||一个专业组。|One stratum.
review.strata.*.code|编码|code||D||专业组编码。|Code of the stratum.
review.strata.*.name|名称|name||D||专业组名称。|Name of the stratum.
review.strata.*.quota|名额|quota|person|D||从该专业组抽取的人数。|How many are drawn from it.
officers.count|开标钥匙官人数|officers|person|D||持有开标钥匙的人数。|How many hold an opening key.
officers.threshold|开标法定人数|quorum|person|D||至少多少人到场才能开标，须过半数。|How many are needed to open, more than half.
demand.reasonBelowPercent|报量偏低须说明|reason below|%|A||低于上年用量该比例的须说明理由。|A line below this share of last year’s use needs a reason.
demand.outlierAbovePercent|报量异常提示|outlier above|%|D||高于上年用量该比例的标为异常。|A line above this share of last year’s use is flagged.
demand.surveyFactorPercent|市场价上浮|survey factor|%|D||限价不高于市场调查价上浮该比例。|The ceiling may exceed the market survey by this.
price.strategy|价格分公式|price formula||D||报价折算为价格分的公式。|How a quote becomes a score.
price.fullScore|均价得分 F|score at the mean F|point|D||仅公式 C：报价等于均价时的得分。|C only: the score of a quote equal to the mean.
price.distancePercent|偏离系数 E|distance factor E|%|D||仅公式 C：偏离均价 100% 时扣去 F 的比例。|C only: the share of F lost per 100 % of distance.
price.passLine|质量合格线|pass line|point|D||仅公式 D：质量分达到该线才参与降幅排名。|D only: the quality needed to take part.
weights.qualityPercent|质量权重|weight of quality|%|D||与价格权重之和为 100%。|Adds up to 100 % with the price.
weights.pricePercent|价格权重|weight of price|%|D||与质量权重之和为 100%。|Adds up to 100 % with the quality.
cuts.qualityFloor|入围质量线|quality floor|point|D||质量分低于该线不得入围。|Below it nobody is shortlisted.
cuts.minimumDeclarers|最少有效申报|fewest declarers|supplier|L|招标投标法 28|有效申报不足的品规按公布的办法另行处理。|A lot with fewer goes to the published fallback.
cuts.shortlistCap|入围上限|shortlist at most|supplier|D||每个品规最多入围家数。|Per lot at most.
cuts.shortlistPercent|入围比例|share shortlisted|%|D||有效申报的该比例入围，向上取整。|Share of the valid declarers, rounded up.
cuts.winnerCap|中选上限|winners at most|supplier|D||每个品规最多中选家数。|Per lot at most.
cuts.winnerPercent|中选比例|share winning|%|D||入围的该比例中选，向下取整，至少淘汰一家。|Share of the shortlisted, rounded down, at least one loses.
cuts.priceCapPercent|中选价差上限|price cap|%|A||中选价不高于基准价的该比例。|No winner above this share of the base price.
cuts.priceCapBase|价差上限基准|base of the price cap||D||价差上限以哪一拟中选价为基准：全部拟中选企业的最低价，或者不含须作低价说明者的最低价。后者使个别经认可的极低报价不致将其余企业全部排除；拟中选企业均须说明的，不设上限。|Whose price the cap counts from: the lowest winner’s, or the lowest that needs no justification, so that one accepted very low price does not push everybody else out; where all winners’ prices need one, there is no cap.
cuts.lowPricePercent|低价说明线|low price|%|A||低于均价该比例的须说明理由，系统不自动否决。|Below this share of the mean a price must be justified.
ties|同分排序|tie chain||A||同分时依次比较，最后以见证抽签决定，不以递交先后。|In this order, the witnessed draw last, never the time of submission.
samples.failRemoves|样品不合格即淘汰|failing removes||D||样品检验不合格的申报退出中选。|A failed sample takes the declaration out.
samples.portions|样品份数|portions||D||每个申报寄送的份数。|Portions handed in per declaration.
samples.portionGrams|每份克数|grams per portion||D||每份样品的重量，单位为克。|Weight of one portion in grams.
samples.retest|允许复检|retest||D||不合格的可申请用留样复检。|A failed sample may be tested again from what is kept.
samples.retestDays|复检申请期限|days to ask for a retest|day|D||自收到结果起。|From the result.
samples.scored|样品打分|samples are scored||D||合格样品打分，可用于同分排序。|Passed samples get a score that may break ties.
allocation.mode|分量方式|mode||A||约定采购量如何分给中选企业。|How the agreed volume is shared.
allocation.ratePercent|约定采购比例|agreed share|%|D||约定采购量占需求量的比例。|Agreed volume in percent of the demand.
allocation.basePercent|基础量比例|base share|%|D||基础量占约定采购量的比例，其余为调剂量。|Base in percent of the agreed volume, the rest is adjustment.
allocation.adjustmentTop|调剂量名次|adjustment for the top|supplier|D||调剂量分给名次靠前的若干家。|The adjustment goes to so many by rank.
allocation.smallLineKg|小额归一线|small line|kg|D||年需求低于该数量的归一家供应。|A line below this goes to one winner.
allocation.maxPicks|最多选择企业|picks at most|supplier|D||医疗机构每个品规最多选择的家数。|Per hospital and lot.
allocation.volumeCapPercent|单家份额上限|largest share|%|D||一家企业在一个品规的份额上限。|One winner’s share of a lot at most.
contract.months|协议期|term|month|D||自落地执行起。|From landing.
contract.extensionMonths|可续期|extension|month|D||期满后可续签的时间。|May be extended by.
contract.paymentDays|付款期限|payment|day|A||自验收合格起。|From acceptance.
contract.prepaymentPercent|预付比例|prepayment|%|A||占年度约定采购金额。|Of the yearly agreed amount.
contract.confirmHours|订单确认|order confirmed within|hour|A||收到订单后确认的时限。|After the order.
contract.deliveryHours|配送时限|delivered within|hour|A||一般地区。|Usual places.
contract.remoteHours|偏远地区配送|remote places within|hour|A||偏远地区。|Remote places.
contract.emergencyHours|急用配送|emergencies within|hour|A||临床急用。|Emergencies.
contract.deliveryRatePercent|配送率|delivery rate|%|A||低于该比例视为未达标。|Below it the supplier falls short.
calendar.questions|提问截止计日|days before the deadline for questions||L|民法典 201|自报价截止往前按自然日或工作日计算，末日不顺延。|Calendar or working days, counted back from the deadline.
calendar.notice|公示期计日|days of a notice||L|民法典 201|按自然日或工作日计算。|Calendar or working days.
calendar.objection|异议答复计日|days of an answer||L|民法典 201|按自然日或工作日计算。|Calendar or working days.
calendar.complaint|投诉期限计日|days of a complaint||L|民法典 201|按自然日或工作日计算。|Calendar or working days.
calendar.clarification|澄清期限计日|days to clarify||D||按自然日或工作日计算。|Calendar or working days.
calendar.retest|复验申请计日|days to ask for a retest||D||按自然日或工作日计算。|Calendar or working days.
calendar.contract|签约期限计日|days to the contract||L|民法典 201|按自然日或工作日计算。|Calendar or working days.
calendar.credit|信用答复计日|days of a reply on credit||D||按自然日或工作日计算。|Calendar or working days.
calendar.restDayEnd|末日逢休息日|last day is a day of rest||L|民法典 203|期间最后一日是法定休假日的，以休假日结束的次日为最后一日。|A period that ends on a day of rest ends on the next working day.
credit.replyDays|信用答复期限|reply on credit|day|A||企业对失信报告的答复时间。|Time to reply to a report.
credit.validMonths|扣分有效期|points valid for|month|D||到期自动清零。|Then they lapse.
credit.levels|失信等级|levels||A||累计扣分达到相应分数即列入。|Reached from so many points.
credit.levels.*|失信等级|level||A||一个等级。|One level.
credit.levels.*.code|编码|code||D||等级编码。|Code of the level.
credit.levels.*.name|名称|name||A||等级名称。|Name of the level.
credit.levels.*.points|起算分|from|point|D||累计扣分达到该分数。|From so many points.
credit.breaches|失信行为|breaches||D||每类行为的扣分。|Points of each kind.
credit.breaches.*|失信行为|breach||D||一类行为。|One kind.
credit.breaches.*.code|编码|code||D||行为编码。|Code of the breach.
credit.breaches.*.name|名称|name||D||行为名称。|Name of the breach.
credit.breaches.*.points|扣分|points|point|D||每次扣分。|Each time.
`
