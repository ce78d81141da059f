import type { ComponentChildren, JSX } from 'preact'
import type { IconName } from '../icons.tsx'
import { Icon } from '../icons.tsx'

interface ButtonProps extends Omit<JSX.HTMLAttributes<HTMLButtonElement>, 'icon'> {
  icon?: IconName
  kind?: 'primary' | 'plain' | 'danger'
  type?: 'button' | 'submit'
  disabled?: boolean
  children: ComponentChildren
}

export function Button ({ icon, kind = 'plain', type = 'button', children, ...rest }: ButtonProps): JSX.Element {
  return (
    <button type={type} {...rest} class={`button ${kind}`}>
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  )
}

interface IconButtonProps extends Omit<JSX.HTMLAttributes<HTMLButtonElement>, 'class' | 'className'> {
  icon: IconName
  label: string
  /** Shown after the name in the tooltip. */
  shortcut?: string | undefined
  disabled?: boolean
}

export function IconButton ({ icon, label, shortcut, ...rest }: IconButtonProps): JSX.Element {
  const title = shortcut === undefined ? label : `${label} (${shortcut})`
  return (
    <button type="button" {...rest} class="icon-button" aria-label={label} title={title}>
      <Icon name={icon} />
    </button>
  )
}
