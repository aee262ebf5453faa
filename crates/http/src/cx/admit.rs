//! Lets a request into an organization, or answers that there is no such thing.

use super::credential::Credential;
use crate::problem::{Problem, whole_seconds};
use crate::quota::{Allowance, Exhausted};
use crate::{AppState, request, same_origin};
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::OrganizationId;
use services::people::{ApiCaller, authenticate_session, authenticate_token, membership};
use services::{Caller, Cx, Refusal};

/// Makes the [`Cx`] of a request under `/organizations/{organization}`. Whoever does not belong
/// there learns nothing of it, not even that it exists.
pub(crate) async fn admit(
    State(state): State<AppState>,
    params: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let params = params.map_err(|_| Problem::not_found("page"))?;
    let organization = organization_of(&params)?;
    request::note_organization(organization);
    let mut allowance = None;
    let Some(credential) = Credential::of(&parts.headers, &state.edge) else {
        return Err(Problem::unauthenticated());
    };
    let caller = match &credential {
        Credential::Session(token) => {
            same_origin::check(&parts, &state.edge.public_url)?;
            member(&state, organization, token).await?
        }
        Credential::Token(token) => {
            let program = program(&state, token).await?;
            match state.quotas.take(
                program.token,
                program.quota_per_minute,
                state.env.clock.now(),
            ) {
                Ok(left) => allowance = Some(left),
                Err(exhausted) => return Ok(refuse(exhausted)),
            }
            of_program(program, organization)
        }
    };
    parts.extensions.insert(Pass(credential));
    let caller = caller.ok_or_else(|| Problem::not_found("organization"))?;
    parts
        .extensions
        .insert(context(&state, organization, caller));
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(allowance) = allowance {
        tell(response.headers_mut(), allowance);
    }
    Ok(response)
}

/// What let a request in; a socket that lives longer than a request shows it again.
#[derive(Clone)]
pub(crate) struct Pass(Credential);

/// Whether who came in with this pass would still be let in. While the database does not answer
/// nobody is thrown out.
pub(crate) async fn still_admitted(
    state: &AppState,
    organization: OrganizationId,
    pass: &Pass,
) -> bool {
    let caller = match &pass.0 {
        Credential::Session(token) => member(state, organization, token).await,
        Credential::Token(token) => program(state, token)
            .await
            .map(|program| of_program(program, organization)),
    };
    match caller {
        Ok(caller) => caller.is_some(),
        Err(problem) => !problem.is_refusal(),
    }
}

async fn program(state: &AppState, token: &str) -> Result<ApiCaller, Problem> {
    let found = authenticate_token(&state.env, token)
        .await
        .map_err(Refusal::from)?;
    found.ok_or_else(Problem::unauthenticated)
}

fn of_program(program: ApiCaller, organization: OrganizationId) -> Option<Caller> {
    (program.organization == organization).then_some(Caller::Api {
        token: program.token,
        name: program.name,
        scopes: program.scopes,
    })
}

async fn member(
    state: &AppState,
    organization: OrganizationId,
    token: &str,
) -> Result<Option<Caller>, Problem> {
    let env = &state.env;
    let person = authenticate_session(env, token)
        .await
        .map_err(Refusal::from)?;
    let user = person.ok_or_else(Problem::unauthenticated)?.user;
    let found = membership(env, user, organization)
        .await
        .map_err(Refusal::from)?;
    Ok(found.map(|found| Caller::Member {
        member: found.member,
        user,
        name: found.name,
        role: found.role,
    }))
}

fn organization_of(params: &RawPathParams) -> Result<OrganizationId, Problem> {
    let id = params
        .iter()
        .find(|(name, _)| *name == "organization")
        .map(|(_, id)| id);
    id.and_then(|id| id.parse().ok())
        .ok_or_else(|| Problem::not_found("organization"))
}

fn context(state: &AppState, organization: OrganizationId, caller: Caller) -> Cx {
    Cx {
        env: state.env.clone(),
        organization,
        caller,
        now: state.env.clock.now(),
        request_id: request::Id::current(),
    }
}

fn refuse(exhausted: Exhausted) -> Response {
    let problem = Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "quota_exceeded",
        "this API token has used up its quota; slow down, or ask for a larger one",
    );
    let problem = problem
        .param("limit", exhausted.limit)
        .retry_after(exhausted.retry_after);
    let mut response = problem.into_response();
    let nothing = Allowance {
        limit: exhausted.limit,
        remaining: 0,
        reset: exhausted.retry_after,
    };
    tell(response.headers_mut(), nothing);
    response
}

fn tell(headers: &mut HeaderMap, allowance: Allowance) {
    headers.insert(
        HeaderName::from_static("ratelimit-limit"),
        allowance.limit.into(),
    );
    headers.insert(
        HeaderName::from_static("ratelimit-remaining"),
        allowance.remaining.into(),
    );
    headers.insert(
        HeaderName::from_static("ratelimit-reset"),
        whole_seconds(allowance.reset).into(),
    );
}
