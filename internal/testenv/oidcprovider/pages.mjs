// The pages a person sees: a name, a consent, a device's code. They ask for
// nothing from elsewhere.
import { parse } from 'node:querystring';

const page = (title, body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${body}</html>`;
const escape = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const loginForm = (uid) => page('Sign in', `<form method="post" action="/interaction/${uid}">
<input name="login" id="login" autocomplete="off"><button id="submit">Sign in</button></form>`);

const consentForm = (uid, params) => page('Allow', `<p>${escape(params.client_id)} asks for ${escape(params.scope)}</p>
<form method="post" action="/interaction/${uid}"><button id="allow" name="allow" value="yes">Allow</button>
<button id="refuse" name="allow" value="no">Refuse</button></form>`);

async function form(ctx) {
  let text = '';
  for await (const chunk of ctx.req) text += chunk;
  return parse(text);
}

// grantEverything records that the person allowed what the prompt asks for.
async function grantEverything(provider, { grantId, session, params, prompt }) {
  const grant = (grantId && await provider.Grant.find(grantId))
    || new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  const { missingOIDCScope, missingOIDCClaims } = prompt.details;
  if (missingOIDCScope) grant.addOIDCScope(missingOIDCScope.join(' '));
  if (missingOIDCClaims) grant.addOIDCClaims(missingOIDCClaims);
  return grant.save();
}

export const interactions = (provider) => async (ctx, next) => {
  if (!ctx.path.startsWith('/interaction/')) return next();
  const details = await provider.interactionDetails(ctx.req, ctx.res);
  if (ctx.method === 'GET') {
    ctx.type = 'html';
    ctx.body = details.prompt.name === 'login' ? loginForm(details.uid) : consentForm(details.uid, details.params);
    return undefined;
  }
  const answer = await form(ctx);
  let result;
  if (details.prompt.name === 'login') {
    result = { login: { accountId: answer.login || 'nobody' } };
  } else if (answer.allow === 'yes') {
    result = { consent: { grantId: await grantEverything(provider, details) } };
  } else {
    result = { error: 'access_denied', error_description: 'the person refused' };
  }
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: true }));
  ctx.status = 303;
  return undefined;
};

export const devicePages = {
  userCodeInputSource: async (ctx, html, _out, err) => {
    ctx.body = page('Sign in a device', `${err ? '<p id="wrong">That code is not known.</p>' : ''}${html}<button form="op.deviceInputForm" id="continue">Continue</button>`);
  },
  userCodeConfirmSource: async (ctx, html, _client, _info, code) => {
    ctx.body = page('Confirm the device', `<p>${escape(code)}</p>${html}<button form="op.deviceConfirmForm" id="confirm">Confirm</button>`);
  },
  successSource: async (ctx) => {
    ctx.body = page('Done', '<p id="done">The device is signed in.</p>');
  },
};
