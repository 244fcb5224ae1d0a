const area = document.createElement('div');
area.className = 'phone-toast';
area.setAttribute('role', 'status');

let timer: ReturnType<typeof setTimeout> | undefined;

/** `wx.showToast`: a word in the middle of the screen. */
export const toast = {
  /** @param ms how long; null: until hide() */
  show(title: string, ms: number | null): void {
    clearTimeout(timer);
    if (!area.isConnected) document.body.append(area);
    area.textContent = title;
    area.classList.add('phone-toast--shown');
    if (ms !== null) timer = setTimeout(() => toast.hide(), ms);
  },
  hide(): void {
    area.classList.remove('phone-toast--shown');
    area.textContent = '';
  },
};
