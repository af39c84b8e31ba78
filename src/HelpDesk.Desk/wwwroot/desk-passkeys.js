// Forms that ask the device for a passkey before they are sent. They stay hidden where the browser knows none.
if (globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false;
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const alert = form.querySelector('[role=alert]');
      alert.hidden = true;
      try {
        const options = JSON.parse(form.elements.options.value);
        const credential = form.dataset.passkey === 'get'
          ? await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
          : await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
        form.elements.credential.value = JSON.stringify(credential);
        form.submit();
      } catch (error) {
        // Given up by the person, or by the device: nothing is sent, and it is said.
        console.warn(error.name);
        alert.hidden = false;
      }
    });
  }
}
