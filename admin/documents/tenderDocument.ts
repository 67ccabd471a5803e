import { gql } from '../gql.ts'

export const TENDER_PAPERS = gql`
  query TenderPapers($filter: TenderFilter) {
    tenders(page: 1, perPage: 1, filter: $filter) {
      items {
        id code title stage now questionsUntil
        documents { id version title body hash manifest summary publishedAt parts { ordinal title body fileId fileName fileSha256 hash } }
      }
      total
    }
  }
`

export const DRAFT_DOCUMENTS = gql`
  query DraftDocuments($page: Int, $perPage: Int, $filter: DraftDocumentFilter) {
    draftDocuments(page: $page, perPage: $perPage, sort: "publishedAt", order: DESC, filter: $filter) {
      items { id version title body hash publishedAt closesAt answersPublishedAt }
      total
    }
  }
`

export const DRAFT_COMMENTS = gql`
  query DraftComments($page: Int, $perPage: Int, $filter: DraftCommentFilter!) {
    draftComments(page: $page, perPage: $perPage, sort: "number", order: ASC, filter: $filter) {
      items { id number text submittedAt answer hiddenReason }
      total
    }
  }
`

export const QUESTIONS = gql`
  query Questions($page: Int, $perPage: Int, $filter: QuestionFilter) {
    questions(page: $page, perPage: $perPage, sort: "number", order: ASC, filter: $filter) {
      items { id number text askedAt answer answeredAt amendedVersion isOwn }
      total
    }
  }
`

export const NOTICE_DELIVERIES = gql`
  query NoticeDeliveries($page: Int, $perPage: Int, $filter: NoticeDeliveryFilter) {
    noticeDeliveries(page: $page, perPage: $perPage, sort: "toldAt", order: DESC, filter: $filter) {
      items { supplierName toldAt seenAt notice { id number title } }
      total
    }
  }
`

export const NOTICE_PREVIEW = gql`
  query NoticePreview($tenderId: ID!, $kind: String!) {
    noticePreview(tenderId: $tenderId, kind: $kind) { title body closesAt violations { code path message } }
  }
`

export const PUBLISH_DRAFT = gql`
  mutation PublishDraft($tenderId: ID!, $title: String!, $body: String!, $closesAt: DateTime!) {
    publishDraft(tenderId: $tenderId, title: $title, body: $body, closesAt: $closesAt) { __typename ... on DraftDocument { id } ... on Refusal { violations { code path message } } }
  }
`

export const COMMENT_DRAFT = gql`
  mutation CommentDraft($draftId: ID!, $text: String!, $website: String) {
    commentDraft(draftId: $draftId, text: $text, website: $website) { __typename ... on Done { ok } ... on Refusal { violations { code path message } } }
  }
`

export const ANSWER_COMMENT = gql`
  mutation AnswerComment($commentId: ID!, $answer: String!) {
    answerComment(commentId: $commentId, answer: $answer) { __typename ... on DraftComment { id } ... on Refusal { violations { code path message } } }
  }
`

export const HIDE_COMMENT = gql`
  mutation HideComment($commentId: ID!, $reason: String!) {
    hideComment(commentId: $commentId, reason: $reason) { __typename ... on DraftComment { id } ... on Refusal { violations { code path message } } }
  }
`

export const PUBLISH_COMMENTS = gql`
  mutation PublishComments($draftId: ID!) {
    publishComments(draftId: $draftId) { __typename ... on DraftDocument { id } ... on Refusal { violations { code path message } } }
  }
`

export const ASK_QUESTION = gql`
  mutation AskQuestion($tenderId: ID!, $text: String!) {
    askQuestion(tenderId: $tenderId, text: $text) { __typename ... on Question { id number } ... on Refusal { violations { code path message } } }
  }
`

export const ANSWER_QUESTION = gql`
  mutation AnswerQuestion($questionId: ID!, $answer: String!, $amendment: AmendmentInput) {
    answerQuestion(questionId: $questionId, answer: $answer, amendment: $amendment) { __typename ... on Question { id } ... on Refusal { violations { code path message } } }
  }
`

export const EXTEND_DEADLINE = gql`
  mutation ExtendDeadline($tenderId: ID!, $stage: String!, $closesAt: DateTime!, $reason: String!) {
    extendDeadline(tenderId: $tenderId, stage: $stage, closesAt: $closesAt, reason: $reason) { __typename ... on Tender { id stage } ... on Proposal { id } ... on Refusal { violations { code path message } } }
  }
`

export const SEE_NOTICES = gql`
  mutation SeeNotices($noticeIds: [ID!]!) {
    seeNotices(noticeIds: $noticeIds) { __typename ... on Done { ok count } ... on Refusal { violations { code path message } } }
  }
`
